/** Numbers and times as people read them. Amounts come as text ("1234.50"), times as ISO 8601. */

export const money = (amount) =>
  `$${Number(amount).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

export const day = (time) => new Date(time).toLocaleDateString(undefined, { dateStyle: "medium" });

export const moment = (time) => new Date(time).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });

/** @param {number} seconds */
export const duration = (seconds) => {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return "less than a minute";
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
};

/** What time it is for the fan; nothing if this browser does not know the zone. */
export const timeIn = (zone) => {
  try {
    const shape = { weekday: "short", hour: "2-digit", minute: "2-digit" };
    return new Date().toLocaleTimeString(undefined, { timeZone: zone, ...shape });
  } catch {
    return "";
  }
};
