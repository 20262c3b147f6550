// Every figure as SVG and CSV, every table as CSV and LaTeX, out of the page itself.
{
  const texts = JSON.parse(document.getElementById("downloads-json").textContent);
  const save = (name, type, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  const copy = async (text, told) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    told.textContent = "copied";
    setTimeout(() => { told.textContent = ""; }, 3000);
  };
  // Programs that read SVG know none of the page's variables.
  const alone = (svg) =>
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    new XMLSerializer().serializeToString(svg).replace(/var\(--[a-z0-9-]+, ([^()]*)\)/g, "$1");
  const hand = (about, entries) => {
    const box = document.createElement("div");
    box.className = "hand";
    const told = document.createElement("span");
    told.setAttribute("role", "status");
    for (const [label, act] of entries) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.setAttribute("aria-label", label + ": " + about);
      button.addEventListener("click", () => act(told));
      box.append(button);
    }
    box.append(told);
    return box;
  };
  const file = (name, type, label) =>
    texts[name] === undefined ? [] : [[label, () => save(name, type, texts[name])]];

  for (const figure of document.querySelectorAll("[data-figure]")) {
    const name = figure.dataset.figure;
    const svg = figure.querySelector("svg");
    const entries = file(name + ".csv", "text/csv", "CSV");
    if (svg) entries.unshift(["SVG", () => save(name + ".svg", "image/svg+xml", alone(svg))]);
    const box = hand(name, entries);
    if (texts[name + ".csv"] === undefined) box.append("numbers: figures/" + name + ".csv");
    figure.querySelector("figcaption").after(box);
  }
  for (const table of document.querySelectorAll("[data-table]")) {
    const name = table.dataset.table;
    const entries = file(name + ".csv", "text/csv", "CSV");
    const tex = texts[name + ".tex"];
    entries.push(...file(name + ".tex", "application/x-tex", "LaTeX"));
    if (tex !== undefined) entries.push(["Copy LaTeX", (told) => copy(tex, told)]);
    const box = hand(name, entries);
    if (!entries.length) box.append("tables/" + name + ".csv and .tex");
    table.after(box);
  }
}
