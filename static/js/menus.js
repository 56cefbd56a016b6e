// Menus are <details>; this adds what readers expect of a menu: Escape and a click elsewhere close it.

/** Close each open menu on Escape (focus goes back to its button), on a click outside and when focus leaves it. */
export function closeMenusOnLeave(menus) {
  const close = (menu) => menu.removeAttribute("open");

  for (const menu of menus) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      event.stopPropagation();
      event.preventDefault();
      close(menu);
      menu.querySelector("summary").focus();
    });
    menu.addEventListener("focusout", (event) => {
      // In the panel of a phone, closing would move what the reader is about to tap.
      const floats = getComputedStyle(menu.lastElementChild).position === "absolute";
      if (floats && event.relatedTarget && !menu.contains(event.relatedTarget)) close(menu);
    });
  }
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (menu.open && !menu.contains(event.target)) close(menu);
  });
}
