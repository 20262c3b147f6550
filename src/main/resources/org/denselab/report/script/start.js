"use strict";
addEventListener("error", (event) => {
  document.documentElement.dataset.error = event.message;
});
