// Two studies side by side: the arms that both have, with the difference.
{
  const studies = JSON.parse(document.getElementById("arms-json").textContent);
  const form = document.getElementById("comparison");
  const field = (name) => form.querySelector("[name=" + name + "]");
  const table = form.querySelector("table");
  const status = form.querySelector("[role=status]");
  const fill = (select, names, chosen) =>
    select.replaceChildren(...names.map((name, i) => new Option(name, i, i === chosen, i === chosen)));
  const score = (value) => {
    const text = Math.abs(value).toFixed(3).replace(/^0/, "");
    return (value < 0 && text !== ".000" ? "−" : "") + text;
  };
  const cell = (tag, text, className) => {
    const node = document.createElement(tag);
    node.textContent = text;
    if (className) node.className = className;
    if (tag === "th") node.scope = "col";
    return node;
  };
  const common = () => {
    const [first, second] = [studies[+field("first").value], studies[+field("second").value]];
    const other = new Map(second.arms.map(([task, arm, metrics]) => [task + "\u0000" + arm, metrics]));
    return first.arms
      .filter(([task, arm]) => other.has(task + "\u0000" + arm))
      .map(([task, arm, metrics]) => ({ task, arm, a: metrics, b: other.get(task + "\u0000" + arm) }));
  };
  const metrics = () => {
    const names = new Set();
    for (const row of common())
      for (const name of Object.keys(row.a)) if (name in row.b) names.add(name);
    const before = field("metric").selectedOptions[0]?.textContent;
    const list = [...names];
    fill(field("metric"), list, Math.max(0, list.indexOf(before)));
  };
  const show = () => {
    const metric = field("metric").selectedOptions[0]?.textContent;
    const rows = common().filter(({ a, b }) => a[metric] != null && b[metric] != null);
    const names = ["first", "second"].map((name) => studies[+field(name).value].study);
    const head = document.createElement("tr");
    head.append(cell("th", "Task"), cell("th", "Arm"),
      ...names.map((name) => cell("th", name, "number")), cell("th", "Δ", "number delta"));
    table.tHead.replaceChildren(head);
    table.tBodies[0].replaceChildren(...rows.map(({ task, arm, a, b }) => {
      const line = document.createElement("tr");
      const delta = b[metric] - a[metric];
      const name = cell("th", task);
      name.scope = "row";
      line.append(name, cell("td", arm), cell("td", score(a[metric]), "number"),
        cell("td", score(b[metric]), "number"),
        cell("td", (delta > 0 ? "+" : "") + score(delta), "number " + (delta > 0 ? "gain" : delta < 0 ? "loss" : "")));
      return line;
    }));
    status.textContent = rows.length
      ? rows.length + " arms in common, " + metric
      : "These two have no arm in common on a task of the same name.";
    form.querySelector(".scroll").hidden = !rows.length;
  };
  if (studies.length > 1) {
    document.getElementById("compare").hidden = false;
    fill(field("first"), studies.map((s) => s.study), 0);
    fill(field("second"), studies.map((s) => s.study), 1);
    form.addEventListener("input", (event) => {
      if (event.target.name !== "metric") metrics();
      show();
    });
    metrics();
    show();
  }
}
