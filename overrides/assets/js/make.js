/** Build an element. Properties with a dash, and those the element does not know, become attributes; texts go in as text. */
export function make(tag, properties = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...inside);
  return element;
}

/** Build a button that does something here, and sends nothing. */
export function button(properties, ...inside) {
  return make("button", { type: "button", ...properties }, ...inside);
}

/** `1 story`, `2 stories`. */
export function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
