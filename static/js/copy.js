// A journalist takes the text of a release with one click.

/** Show the button inside `holder` and let it copy the text of the element named by `data-copy`. */
export function offerCopy(holder) {
  const source = document.getElementById(holder.dataset.copy);
  const button = holder.querySelector("button");
  const label = button.querySelector("span");
  const before = label.textContent;
  label.setAttribute("role", "status");
  holder.hidden = false;
  button.addEventListener("click", async () => {
    const title = document.querySelector("h1").textContent.trim();
    await navigator.clipboard.writeText(`${title}\n\n${source.innerText.trim()}\n`);
    label.textContent = button.dataset.done;
    setTimeout(() => (label.textContent = before), 4000);
  });
}
