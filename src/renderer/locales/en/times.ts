/** How long ago, in words. */
export const agoTexts = {
  now: 'just now',
  minutes: (minutes: number) => (minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`),
  hours: (hours: number) => (hours === 1 ? '1 hour ago' : `${hours} hours ago`),
};
