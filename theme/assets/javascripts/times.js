// Adds to each time in the zone of a place the same time in the reader's own, unless both clocks show the same.
{
  /** @type {Intl.DateTimeFormatOptions} */
  const DAY = { year: "numeric", month: "long", day: "numeric" };
  /** @type {Intl.DateTimeFormatOptions} */
  const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  /** @type {(moment: Date, locale: string, options: Intl.DateTimeFormatOptions) => string} */
  const written = (moment, locale, options) => new Intl.DateTimeFormat(locale, options).format(moment);

  // The day that the place's calendar shows: its clock is ahead of UTC by `offset` minutes.
  /** @type {(moment: Date, offset: string) => string} */
  const dayThere = (moment, offset) =>
    written(new Date(moment.getTime() + Number(offset) * 60_000), "en", { ...DAY, timeZone: "UTC" });

  // From when to when; a day is said only where it is not the one said before.
  /** @type {(moments: Date[], place: DOMStringMap) => string} */
  const stretch = (moments, { offset, locale }) => {
    let day = dayThere(moments[0], offset);
    const parts = moments.map((moment) => {
      const same = written(moment, "en", DAY) === day;
      day = written(moment, "en", DAY);
      return `${same ? "" : `${written(moment, locale, DAY)}, `}${written(moment, locale, CLOCK)}`;
    });
    return parts.join("–");
  };

  // `UTC−6`, `UTC+5:30`, `UTC`, as that of the place is written (gcm/views/parts/times.py).
  /** @param {Date} moment */
  const zoneOf = (moment) => {
    const ahead = -moment.getTimezoneOffset();
    const [hours, minutes] = [Math.trunc(Math.abs(ahead) / 60), Math.abs(ahead) % 60];
    return ahead ? `UTC${ahead < 0 ? "−" : "+"}${hours}${minutes ? `:${minutes}` : ""}` : "UTC";
  };

  for (const time of document.querySelectorAll(".gcm-time")) {
    const moments = [...time.querySelectorAll("time")].map((each) => new Date(each.dateTime));
    if (-moments[0].getTimezoneOffset() === Number(time.dataset.offset)) continue;
    const own = document.createElement("span");
    own.className = "gcm-own-time";
    const told = { zone: zoneOf(moments[0]), time: stretch(moments, time.dataset) };
    own.textContent = time.dataset.own.replace(/\{(zone|time)\}/g, (_, name) => told[/** @type {keyof typeof told} */ (name)]);
    time.append(" ", own);
  }
}
