export { CallBars } from './call-bars.tsx';
export { CallOffer } from './call-offer.tsx';
export { CallScreen } from './call-screen.tsx';
export { CallToast } from './call-toast.tsx';
export { createTonePlayer, type PlayTone, type ToneContext } from './tones/tone-player.ts';
export { type Tone, type ToneName, tones } from './tones/tone-table.ts';
