// Paper has no clicks: everything is open while printing, but for queries that nobody opened and
// the numbers of charts, which the tables hold too.
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open], .query, .numbers)")];
  for (const details of closed) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of closed) details.open = false;
});

document.documentElement.dataset.ready = "true";
