/** The words about newer versions. */
export const updateTexts = {
  title: 'Newer versions',
  off: 'Offhook does not look for newer versions. The setting "Newer versions" and your administrator decide that.',
  checking: 'Looking for a newer version…',
  newest: (time: string) => `This is the newest version, as of ${time}.`,
  available: (version: string) =>
    `Version ${version} is available. Nothing is downloaded or installed before you say so.`,
  downloading: (version: string, percent: number) => `Getting version ${version}: ${percent} %`,
  ready: (version: string) => `Version ${version} is here and is what was signed. Installing it ends Offhook first.`,
  check: 'Look now',
  download: 'Download',
  install: 'Install and restart',
} as const;
