// A dialog that looks like a page of the paper: a column under the masthead, on a phone a sheet at the bottom edge.
import { button, make } from "./make.js";

/** Open a dialog with a heading. It goes away for good when it is closed, and the focus returns to where it was. */
export function openSheet(title, ...inside) {
  const close = button({ className: "tool close-tool", ariaLabel: "Close", onclick: () => sheet.close() });
  const heading = make("h2", { id: "sheet-title" }, title);
  const sheet = make("dialog", { className: "sheet", "aria-labelledby": heading.id },
    make("div", { className: "sheet-page" }, make("header", {}, heading, close), ...inside));
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close()); // outside of the page
  sheet.addEventListener("close", () => sheet.remove());
  document.body.append(sheet);
  sheet.showModal();
  return sheet;
}
