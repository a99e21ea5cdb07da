/** Whole calls through a relay, as tests begin with them. */
import type { AgreedTracks, FarPlan } from '../../src/shared/model/relay-messages.ts';
import { FarPhone, type PhoneOptions } from './far-phone.ts';
import { type RelayBench, usualPlan } from './relay-bench.ts';
import type { Engine } from './relay-engine.ts';

export interface CallOut {
  readonly engine: Engine;
  readonly phone: FarPhone;
  /** What the far end was offered. */
  readonly offered: string;
  readonly agreed: AgreedTracks | undefined;
}

/** We call a telephone, it takes the call, both have their descriptions. */
export async function callOut(
  bench: RelayBench,
  phoneOptions: PhoneOptions = {},
  plan: Partial<FarPlan> = {},
  call = 'call',
): Promise<CallOut> {
  const engine = bench.engine();
  const phone = bench.keep(await new FarPhone(phoneOptions).open());
  await bench.ask({ op: 'open', plan: { ...usualPlan, ...plan } }, call);
  const offer = await bench.described({ op: 'offer-from-near', sdp: await engine.offer(), isHeld: false }, call);
  phone.read(offer.sdp);
  const sdp = phone.describe();
  const answer = await bench.described({ op: 'answer-from-far', sdp, isProvisional: false }, call);
  await engine.takeAnswer(answer.sdp, phone.ssrc);
  return { engine, phone, offered: offer.sdp, agreed: answer.agreed };
}

/** The same, when both ends can speak. */
export async function talk(...about: Parameters<typeof callOut>): Promise<CallOut> {
  const made = await callOut(...about);
  await made.engine.connected();
  await made.phone.secured();
  return made;
}

/** A telephone calls us, we take the call. */
export async function callIn(
  bench: RelayBench,
  phoneOptions: PhoneOptions = {},
  plan: Partial<FarPlan> = {},
  call = 'call',
): Promise<Omit<CallOut, 'offered'> & { readonly answered: string }> {
  const engine = bench.engine();
  const phone = bench.keep(await new FarPhone(phoneOptions).open());
  await bench.ask({ op: 'open', plan: { ...usualPlan, ...plan } }, call);
  const offer = await bench.described({ op: 'offer-from-far', sdp: phone.describe(), isHeld: false }, call);
  const sdp = await engine.answer(offer.sdp, phone.ssrc);
  const answer = await bench.described({ op: 'answer-from-near', sdp }, call);
  phone.read(answer.sdp);
  return { engine, phone, answered: answer.sdp, agreed: answer.agreed };
}

/** One of our calls to another of ours, far leg to far leg. */
export async function callOurselves(
  bench: RelayBench,
  plan: Partial<FarPlan>,
  hasVideo = false,
): Promise<{ readonly from: Engine; readonly to: Engine; readonly offered: string; readonly answered: string }> {
  const [from, to] = [bench.engine({ hasVideo }), bench.engine({ hasVideo })];
  for (const call of ['from', 'to']) await bench.ask({ op: 'open', plan: { ...usualPlan, ...plan } }, call);
  const offer = await bench.described({ op: 'offer-from-near', sdp: await from.offer(), isHeld: false }, 'from');
  const there = await bench.described({ op: 'offer-from-far', sdp: offer.sdp, isHeld: false }, 'to');
  const sdp = await to.answer(there.sdp, from.ssrc, from.pictureSsrc);
  const answer = await bench.described({ op: 'answer-from-near', sdp }, 'to');
  const back = { op: 'answer-from-far', sdp: answer.sdp, isProvisional: false } as const;
  await from.takeAnswer((await bench.described(back, 'from')).sdp, to.ssrc, to.pictureSsrc);
  return { from, to, offered: offer.sdp, answered: answer.sdp };
}
