// Finds the reader's state on the map of the page. The position stays in the browser: it is sent nowhere.

const RADIANS = Math.PI / 180;
// The projection of the map (us-atlas): Albers, scale 1300, middle at 487.5, 305. One unit is about five kilometres.
const SCALE = 1300;
const LOWER_48 = { parallels: [29.5, 45.5], meridian: -96, centre: [-0.6, 38.7], scale: SCALE, at: [487.5, 305] };
const ALASKA = { parallels: [55, 65], meridian: -154, centre: [-2, 58.5], scale: SCALE * 0.35, at: [487.5 - 0.307 * SCALE, 305 + 0.201 * SCALE] };
const HAWAII = { parallels: [8, 18], meridian: -157, centre: [-3, 19.9], scale: SCALE, at: [487.5 - 0.205 * SCALE, 305 + 0.212 * SCALE] };
// West, south, east, north.
const TERRITORIES = {
  PR: [-68, 17.8, -65.2, 18.6],
  VI: [-65.1, 17.6, -64.5, 18.5],
  GU: [144.5, 13.1, 145.1, 13.8],
  MP: [144.8, 14, 146.2, 20.7],
  AS: [-171.2, -14.7, -168, -11],
};
// Units around the reader within which a state is offered as well: about 25 kilometres, which the outlines need too.
const NEAR = 5;

/** Return the point of the map for a place in degrees, by the conic equal-area projection. */
export function project(longitude, latitude, { parallels, meridian, centre, scale, at }) {
  const [south, north] = parallels.map((parallel) => Math.sin(parallel * RADIANS));
  const n = (south + north) / 2;
  const c = 1 + south * (2 * n - south);
  const raw = (lambda, phi) => {
    const radius = Math.sqrt(c - 2 * n * Math.sin(phi)) / n;
    return [radius * Math.sin(lambda * n), Math.sqrt(c) / n - radius * Math.cos(lambda * n)];
  };
  const [x, y] = raw((longitude - meridian) * RADIANS, latitude * RADIANS);
  const [x0, y0] = raw(centre[0] * RADIANS, centre[1] * RADIANS);
  return [at[0] + scale * (x - x0), at[1] - scale * (y - y0)];
}

/** Return the letters of the states at a position, the one it is in first, then those that are near. */
export function statesAt(map, longitude, latitude) {
  for (const [state, [west, south, east, north]] of Object.entries(TERRITORIES)) {
    if (longitude >= west && longitude <= east && latitude >= south && latitude <= north) return [state];
  }
  // The islands of Alaska go on beyond the date line.
  const isAlaska = latitude > 50 && (longitude < -129 || longitude > 170);
  const isHawaii = latitude < 24 && longitude < -153;
  const [x, y] = project(longitude, latitude, isAlaska ? ALASKA : isHawaii ? HAWAII : LOWER_48);
  const paths = [...map.querySelectorAll("path[data-state]")];
  const found = [];
  for (let step = 0; step <= 8; step += 1) {
    const point = map.createSVGPoint();
    point.x = x + (step ? NEAR * Math.cos((step * Math.PI) / 4) : 0);
    point.y = y + (step ? NEAR * Math.sin((step * Math.PI) / 4) : 0);
    for (const path of paths) {
      const isOnly = (path.dataset.state === "AK") === isAlaska && (path.dataset.state === "HI") === isHawaii;
      if (isOnly && !found.includes(path.dataset.state) && path.isPointInFill(point)) found.push(path.dataset.state);
    }
  }
  return found;
}

/** Show the button inside `holder`; the browser is asked for the position when the reader presses it. */
export function offerLocation(holder) {
  const map = document.querySelector(".map");
  const status = holder.querySelector("[role=status]");
  const { searching, found, choices, unserved, failed, abroad } = holder.dataset;
  holder.hidden = false;
  holder.querySelector("button").addEventListener("click", () => {
    status.textContent = searching;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // A hundredth of a degree, about a kilometre, is enough for a state.
        const states = statesAt(map, Math.round(coords.longitude * 100) / 100, Math.round(coords.latitude * 100) / 100);
        const entries = states.map((state) => document.getElementById(`state-${state}`));
        const served = entries.filter((entry) => entry?.matches(".choice"));
        const message = !states.length ? abroad : !served.length ? unserved : states.length > 1 ? choices : found;
        status.replaceChildren(message, list(entries));
      },
      () => (status.textContent = failed),
      { maximumAge: 600000, timeout: 20000 },
    );
  });
}

/** Return links like those of the list below, or the names of states for which the national office answers. */
function list(entries) {
  const items = document.createElement("ul");
  for (const entry of entries) {
    const name = (entry.querySelector("h3") ?? entry).textContent.trim();
    const links = [...entry.querySelectorAll(".choice__home")];
    for (const link of links.length ? links : [null]) {
      const item = document.createElement("li");
      const copy = document.createElement("a");
      copy.href = link ? link.href : entry.matches(".choice") ? `#${entry.id}` : "#national-office";
      copy.textContent = link ? `${name}: ${link.textContent.trim()}` : name;
      item.append(copy);
      items.append(item);
    }
  }
  return items;
}
