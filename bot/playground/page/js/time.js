// Playground time: it runs like real time, but may be ahead of it. Zones are IANA names.
import { t, lang } from "./i18n.js";
import { state, currentPerson } from "./state.js";

const locale = () => (lang() === "zh" ? "zh-CN" : "en-GB");

/** The zone in which times are shown: the open person's, else this computer's. */
export const zone = () => currentPerson()?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Take over the server's clock. */
export function setClock({ now, ahead }) {
  state.clock = { now: Date.parse(now), ahead, mark: performance.now() };
}

export const nowMs = () => state.clock.now + (performance.now() - state.clock.mark);

const format = (ms, options) => new Intl.DateTimeFormat(locale(), { timeZone: zone(), ...options }).format(ms);

export const clockTime = (ms) => format(ms, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export const clockDay = (ms) => format(ms, { weekday: "short", day: "numeric", month: "short" });

/** yyyy-mm-dd in the shown zone: two moments with the same key lie on the same day. */
export const dayKey = (ms) => new Intl.DateTimeFormat("sv-SE", { timeZone: zone(), dateStyle: "short" }).format(ms);

export function dayLabel(ms) {
  const now = nowMs();
  if (dayKey(ms) === dayKey(now)) return t("today");
  if (dayKey(ms) === dayKey(now - 86_400_000)) return t("yesterday");
  const sameYear = dayKey(ms).slice(0, 4) === dayKey(now).slice(0, 4);
  return format(ms, { day: "numeric", month: "long", year: sameYear ? undefined : "numeric" });
}

/** For the list: the time today, else the date. */
export const shortStamp = (ms) =>
  dayKey(ms) === dayKey(nowMs()) ? clockTime(ms) : format(ms, { day: "numeric", month: "short" });

/** yyyy-mm-ddThh:mm on the wall of the shown zone, as an input of type datetime-local wants it. */
export const wallTime = (ms) => `${dayKey(ms)}T${clockTime(ms)}`;

/** The moment at which the wall of the shown zone says `wall` (yyyy-mm-ddThh:mm). */
export function fromWall(wall) {
  const wished = Date.parse(`${wall}Z`);
  let guess = wished;
  for (let round = 0; round < 2; round += 1) guess += wished - Date.parse(`${wallTime(guess)}Z`);
  return guess;
}

export function span(seconds) {
  const minutes = Math.round(seconds / 60);
  const parts = [
    ["span_days", Math.floor(minutes / 1440)],
    ["span_hours", Math.floor((minutes % 1440) / 60)],
    ["span_minutes", minutes % 60],
  ];
  return parts
    .filter(([, count]) => count > 0)
    .slice(0, 2)
    .map(([key, count]) => t(key, { count }))
    .join(" ");
}

export const minutesSeconds = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
