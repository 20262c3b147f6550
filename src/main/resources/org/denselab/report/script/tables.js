// Sortable tables: a click on a header sorts by it, a second click turns the order.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const columns = [...table.tHead.rows[0].cells];
  // A cell's value; null, which stays at the end, for none, as in a failed row's wide cell.
  const key = (row, column, numeric) => {
    let at = 0;
    for (const cell of row.cells) {
      if (at === column && cell.colSpan === 1) {
        if (!numeric) return cell.textContent.trim();
        const text = cell.dataset.value ?? cell.firstChild?.textContent ?? "";
        const number = parseFloat(text.replace(/[,<\s]/g, "").replace("−", "-"));
        return Number.isNaN(number) ? null : number;
      }
      at += cell.colSpan;
    }
    return null;
  };
  const compare = (a, b) =>
    typeof a === "number" ? a - b : a.localeCompare(b, undefined, { numeric: true });
  columns.forEach((header, column) => {
    if (header.querySelector(".hidden")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      const numeric = header.classList.contains("number");
      const before = header.getAttribute("aria-sort");
      const descending = before ? before === "ascending" : numeric;
      for (const other of columns) other.removeAttribute("aria-sort");
      header.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const rows = [...body.rows].map((row) => ({ row, key: key(row, column, numeric) }));
      rows.sort((a, b) => {
        if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
        return descending ? compare(b.key, a.key) : compare(a.key, b.key);
      });
      body.append(...rows.map((entry) => entry.row));
    });
  });
}
