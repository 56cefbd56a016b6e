// Enhancements only: every page works without this file.
import { closeMenusOnLeave } from "./menus.js";

closeMenusOnLeave(document.querySelectorAll("details[data-menu]"));

const doors = document.querySelectorAll("[data-video]");
if (doors.length) {
  import("./video.js").then(({ openOnClick }) => doors.forEach(openOnClick));
}

const copies = document.querySelectorAll("[data-copy]");
if (copies.length && navigator.clipboard) {
  import("./copy.js").then(({ offerCopy }) => copies.forEach(offerCopy));
}

const locate = document.querySelector("[data-locate]");
if (locate && navigator.geolocation) {
  import("./locate.js").then(({ offerLocation }) => offerLocation(locate));
}
