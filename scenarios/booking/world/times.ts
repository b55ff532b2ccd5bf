// Times of day are "HH:MM"; arithmetic is in minutes.

const DAY = 24 * 60;

/** Minutes since midnight; NaN for what is no time. "24:30" is half an hour after the day's end. */
export const minutesOf = (time: string): number => {
  const [hours = '', minutes = ''] = time.split(':');
  return /^\d{1,2}$/.test(hours) && /^\d{2}$/.test(minutes)
    ? 60 * Number(hours) + Number(minutes)
    : Number.NaN;
};

/** The time of day, "HH:MM", of so many minutes since midnight. */
export const timeOf = (minutes: number): string => {
  const within = ((minutes % DAY) + DAY) % DAY;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
};

/** A time of day as everything here writes it ("5:00" -> "05:00", "24:30" -> "00:30"); other text as it is. */
export const tidyTime = (text: string): string => {
  const minutes = minutesOf(text.trim());
  return Number.isNaN(minutes) ? text : timeOf(minutes);
};
