// A time in the zone of a place is told in the reader's own zone too.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open, read } from "./page.js";

/**
 * The reader's own time of an event in Panama (five hours behind UTC), for a reader in `zone`.
 *
 * @param {string} zone
 * @param {string[]} moments
 */
const own = (zone, ...moments) => {
  process.env.TZ = zone;
  const times = moments.map((moment) => `<time datetime="${moment}">…</time>`).join("");
  const { run, window } = open(
    `<span class="gcm-time" data-offset="-300" data-locale="es-PA" data-own="(su hora, {zone}: {time})">${times}</span>`,
  );
  run("times");
  return read(window.document.querySelector(".gcm-own-time") ?? undefined);
};

test("where both clocks show the same nothing is added", () => {
  assert.equal(own("America/Panama", "2024-05-31T14:00:00Z"), "");
});

test("on the same day only the hours are told", () => {
  assert.equal(own("America/Mexico_City", "2024-05-31T14:00:00Z", "2024-05-31T16:30:00Z"), "(su hora, UTC−6: 08:00–10:30)");
});

test("the reader's zone is named as that of the place is, its halves of an hour too", () => {
  assert.equal(own("Asia/Kolkata", "2024-05-31T14:00:00Z"), "(su hora, UTC+5:30: 19:30)");
  assert.equal(own("Africa/Accra", "2024-05-31T14:00:00Z"), "(su hora, UTC: 14:00)");
});

test("another day is told, and only once", () => {
  assert.equal(
    own("Asia/Tokyo", "2024-05-31T16:00:00Z", "2024-05-31T17:00:00Z"),
    "(su hora, UTC+9: 1 de junio de 2024, 01:00–02:00)",
  );
});

test("what ends on another day says so", () => {
  assert.equal(
    own("Europe/Madrid", "2024-05-31T21:00:00Z", "2024-05-31T23:00:00Z"),
    "(su hora, UTC+2: 23:00–1 de junio de 2024, 01:00)",
  );
});
