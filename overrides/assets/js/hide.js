// On the page of a topic or entity: a button that takes its stories out of all other lists, and brings them back.
import { hide, unhide } from "./hiding.js";
import { follow } from "./kept.js";
import { button } from "./make.js";

const head = document.querySelector(".page-head[data-hides]");
const { hides: key, name } = head.dataset;
const what = key.startsWith("t/") ? "this topic" : `stories about ${name}`;
const offer = button({ className: "action hide-this" });
head.append(offer);

follow(({ hidden }) => {
  const isHidden = hidden.some((one) => one.key === key);
  offer.textContent = isHidden ? `Hidden in other lists. Show ${what} again` : `Hide ${what}`;
  offer.onclick = () => (isHidden ? unhide(key) : hide(key, name));
});
