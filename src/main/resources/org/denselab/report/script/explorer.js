// The explorer of queries: two arms side by side, on the data that the page carries.
const explorer = document.getElementById("explorer");
if (explorer) {
  const FIRST = 12;
  const PAGE = 50;
  const tables = JSON.parse(document.getElementById("explorer-json").textContent);
  const field = (name) => explorer.querySelector("[name=" + name + "]");
  const list = explorer.querySelector(".list");
  const status = explorer.querySelector("[role=status]");
  const more = explorer.querySelector(".more");
  let rows = [];
  let shown = 0;

  const element = (tag, text, className) => {
    const node = document.createElement(tag);
    if (text !== undefined) node.textContent = text;
    if (className) node.className = className;
    return node;
  };
  const score = (thousandths) => {
    if (thousandths === null) return "–";
    const text = (Math.abs(thousandths) / 1000).toFixed(3);
    return (thousandths < 0 ? "−" : "") + (text.startsWith("0") ? text.slice(1) : text);
  };
  const signed = (thousandths) => (thousandths > 0 ? "+" : "") + score(thousandths);
  const count = (number) => number.toLocaleString("en");

  const fill = (select, names, chosen) => {
    select.replaceChildren(...names.map((name, i) => new Option(name, i, i === chosen, i === chosen)));
  };
  const table = () => tables[field("task").value];
  const chooseTask = () => {
    const { arms } = table();
    const { arm, other } = explorer.dataset;
    fill(field("arm"), arms, arms.includes(arm) ? arms.indexOf(arm) : arms.length - 1);
    fill(field("other"), arms, Math.max(0, arms.indexOf(other)));
  };

  const orders = {
    gain: (a, b) => b.delta - a.delta,
    loss: (a, b) => a.delta - b.delta,
    difference: (a, b) => Math.abs(b.delta) - Math.abs(a.delta),
    spread: () => 0,
  };
  const search = () => {
    const { queries, arms, metric, total } = table();
    const [arm, other] = [+field("arm").value, +field("other").value];
    const words = field("words").value.toLowerCase().split(/\s+/).filter(Boolean);
    const change = field("change").value;
    rows = [];
    let [gained, lost, sum, found] = [0, 0, 0, 0];
    for (const query of queries) {
      const [after, before] = [query[2][arm], query[2][other]];
      const delta = after === null || before === null ? 0 : after - before;
      const text = (query[0] + " " + query[1]).toLowerCase();
      if (!words.every((word) => text.includes(word))) continue;
      if (delta > 0) gained++;
      if (delta < 0) lost++;
      sum += delta;
      found++;
      if (change === "moved" && delta === 0) continue;
      rows.push({ query, arm, other, before, after, delta });
    }
    rows.sort(orders[field("order").value]);
    status.textContent =
      count(found) + (found < total ? " of " + count(total) : "") + " queries: " + arms[arm] + " is better on " + count(gained) +
      ", worse on " + count(lost) + " than " + arms[other] +
      (found ? " (mean difference of " + metric + " " + signed(Math.round(sum / found)) + ")" : "");
    shown = 0;
    list.replaceChildren();
    show();
  };
  const show = () => {
    const fresh = rows.slice(shown, shown + (shown ? PAGE : FIRST)).map(row);
    list.append(...fresh);
    shown += fresh.length;
    more.hidden = shown >= rows.length;
    more.textContent = "Show " + count(Math.min(PAGE, rows.length - shown)) + " more";
    return fresh[0];
  };

  const row = (entry) => {
    const details = element("details", undefined, "query");
    const summary = element("summary");
    const way = entry.delta > 0 ? " gain" : entry.delta < 0 ? " loss" : "";
    const text = element("span", entry.query[1] || entry.query[0], "text");
    text.dir = "auto";
    summary.append(
      element("span", signed(entry.delta), "change" + way), " ", text, " ",
      element("span", score(entry.before) + " → " + score(entry.after), "soft"));
    details.append(summary);
    details.addEventListener("toggle", () => {
      if (details.childElementCount === 1) details.append(inside(entry));
    });
    return details;
  };
  const passage = (number) => {
    const [id, text] = table().passages[number];
    const node = element("span", text, "text");
    node.dir = "auto";
    return [element("code", id), " ", node];
  };
  const inside = ({ query, arm, other }) => {
    const [id, , values, gold, found] = query;
    const box = element("div", undefined, "inside");
    const about = element("p", "Query ", "soft");
    about.append(element("code", id));
    box.append(about);
    if (!gold) {
      box.append(element("p", "What the arms returned for this query is not in this page."));
      return box;
    }
    const relevant = element("ul", undefined, "relevant");
    for (const number of gold) {
      const item = element("li");
      item.append(...passage(number));
      relevant.append(item);
    }
    box.append(element("h3", gold.length > 1 ? "Relevant passages" : "Relevant passage"), relevant);
    const sides = element("div", undefined, "sides");
    for (const which of [other, arm]) sides.append(side(which, values[which], found[which], gold));
    box.append(sides);
    return box;
  };
  const side = (which, value, [rank, ...hits], gold) => {
    const box = element("div");
    const head = element("h3", table().arms[which]);
    head.append(" ", element("span", table().metric + " " + score(value), "soft"));
    const first = rank ? "first relevant passage at rank " + count(rank) : "no relevant passage among its hits";
    const ranked = element("ol");
    for (let i = 0; i < hits.length; i += 2) {
      const item = element("li");
      if (gold.includes(hits[i])) item.append(element("span", "relevant", "badge holds"), " ");
      const [name, space, text] = passage(hits[i]);
      item.append(name, space, element("span", "score " + hits[i + 1], "soft"), element("br"), text);
      ranked.append(item);
    }
    box.append(head, element("p", first, "soft"), ranked);
    return box;
  };

  fill(field("task"), tables.map((t) => t.task + ", " + t.split), 0);
  chooseTask();
  let waiting;
  explorer.addEventListener("input", (event) => {
    if (event.target.name === "task") chooseTask();
    clearTimeout(waiting);
    waiting = setTimeout(search, event.target.name === "words" ? 150 : 0);
  });
  more.addEventListener("click", () => show()?.querySelector("summary").focus());

  // Each comparison leads to its queries.
  for (const place of document.querySelectorAll("[data-task]")) {
    const { task, split, arm, other } = place.dataset;
    const at = tables.findIndex((t) => t.task === task && t.split === split);
    if (at < 0 || !tables[at].arms.includes(arm) || !tables[at].arms.includes(other)) continue;
    const button = element("button", "Show its queries");
    button.type = "button";
    place.append(button);
    button.addEventListener("click", () => {
      field("task").value = at;
      chooseTask();
      field("arm").value = tables[at].arms.indexOf(arm);
      field("other").value = tables[at].arms.indexOf(other);
      search();
      field("arm").focus();
    });
  }
  explorer.hidden = false;
  search();
}
