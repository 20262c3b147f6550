"use strict";
addEventListener("error", (event) => {
  document.documentElement.dataset.error = event.message;
});

// Sortable tables: a click on a header sorts by it, a second click turns the order.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const columns = [...table.tHead.rows[0].cells];
  const key = (row, column) => {
    let at = 0;
    for (const cell of row.cells) {
      if (at <= column && column < at + cell.colSpan) {
        const text = cell.dataset.value ?? cell.firstChild?.textContent.trim() ?? "";
        const number = Number(text.replace(/[,<]/g, "").replace("−", "-").trim());
        return text === "" ? null : Number.isNaN(number) ? cell.textContent.trim() : number;
      }
      at += cell.colSpan;
    }
    return null;
  };
  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
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
      const rows = [...body.rows].map((row) => ({ row, key: key(row, column) }));
      rows.sort((a, b) => {
        if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
        return descending ? compare(b.key, a.key) : compare(a.key, b.key);
      });
      body.append(...rows.map((entry) => entry.row));
    });
  });
}

// Paper has no clicks: everything is open while printing.
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  for (const details of closed) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of closed) details.open = false;
});

document.documentElement.dataset.ready = "true";
