// Says how far off a day is, which the page prints: in words, as of the reader's own day.
{
  const DAY = 86_400_000;
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  /** @type {(days: number) => string} */
  const distance = (days) =>
    Math.abs(days) < 31
      ? words.format(days, "day")
      : Math.abs(days) < 365
        ? words.format(Math.trunc(days / 30.4), "month")
        : words.format(Math.trunc(days / 365.25), "year");
  for (const time of document.querySelectorAll(".gcm-countdown")) {
    time.append(` (${distance(Math.round((Date.parse(time.dateTime) - today) / DAY))})`);
  }
}
