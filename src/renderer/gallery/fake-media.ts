/** Microphone and camera of the gallery: a soft tone, and a plain picture. Nobody is asked for permission, and nothing real is opened. */

type Media = Pick<MediaDevices, 'enumerateDevices' | 'getUserMedia' | 'addEventListener' | 'removeEventListener'>;

/** Stands in for `navigator.mediaDevices`. */
export function fakeMediaDevices(): Media {
  const events = new EventTarget();
  return {
    enumerateDevices: async () => [],
    getUserMedia: async (wanted) => (wanted?.video ? picture() : tone()),
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  };
}

function tone(): MediaStream {
  const context = new AudioContext();
  const [oscillator, gain] = [context.createOscillator(), context.createGain()];
  const heard = context.createMediaStreamDestination();
  gain.gain.value = 0.1;
  oscillator.connect(gain).connect(heard);
  oscillator.start();
  return heard.stream;
}

function picture(): MediaStream {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [640, 360];
  const pen = canvas.getContext('2d');
  pen?.fillRect(0, 0, canvas.width, canvas.height);
  return canvas.captureStream(1);
}
