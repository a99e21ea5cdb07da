/** How long ago, in words, and a label before what it names. */
export const agoTexts = {
  now: 'just now',
  minutes: (minutes: number) => (minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`),
  hours: (hours: number) => (hours === 1 ? '1 hour ago' : `${hours} hours ago`),
};

export const labelTexts = {
  labelled: (label: string, value: string) => `${label}: ${value}`,
};
