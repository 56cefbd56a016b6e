// A video from elsewhere is only a link until the reader asks for it.

/** Replace the still picture of `door` with the provider's player on click. */
export function openOnClick(door) {
  door.querySelector("a").addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const player = document.createElement("iframe");
    const address = new URL(door.dataset.video);
    address.searchParams.set("autoplay", "1");
    player.src = address;
    player.title = door.dataset.title;
    player.allow = "autoplay; fullscreen; picture-in-picture";
    player.referrerPolicy = "strict-origin-when-cross-origin";
    door.replaceWith(player);
    player.focus();
  });
}
