// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Bridge, Reply } from '../../../shared/ipc/bridge.ts';
import type { LabFaultLine, LabPlannedFault } from '../../../shared/model/lab-page.ts';
import { createServices, ServicesProvider } from '../../state/services.tsx';
import { useFaultLine } from './use-fault-line.ts';

const fault: LabPlannedFault = { layer: 'tcp', kind: 'drop', place: 'sip.contoso.com', atMs: 0 };
const lineAt = (elapsedMs: number): LabFaultLine => ({ elapsedMs, steps: [{ fault, state: 'done' }] });

/** A line whose answers the test gives, in the order it likes. */
function follow() {
  const waiting: { readonly name: string; readonly answer: (value: unknown) => Promise<void> }[] = [];
  const bridge: Bridge = {
    request: (name) =>
      new Promise<Reply>((resolve) => {
        const answer = (value: unknown) => act(async () => resolve({ ok: true, value: { ok: true, value } }));
        waiting.push({ name, answer });
      }),
    on: () => () => undefined,
  };
  const services = createServices(bridge, () => 0);
  const firsts: (readonly LabPlannedFault[])[] = [];
  const { result } = renderHook(() => useFaultLine((faults) => firsts.push(faults)), {
    wrapper: ({ children }) => <ServicesProvider services={services}>{children}</ServicesProvider>,
  });
  const answer = (name: string, value: unknown) => {
    const place = waiting.findIndex((one) => one.name === name);
    const [asked] = waiting.splice(place, 1);
    return asked?.answer(value);
  };
  return { result, answer, firsts };
}

it('keeps what was answered last, however late an earlier question is answered', async () => {
  const { result, answer, firsts } = follow();
  act(() => result.current.start([fault]));
  await answer('lab.startFaults', lineAt(20));
  await answer('lab.faults', lineAt(10));
  expect(result.current.line.elapsedMs).toBe(20);
  // What was there before is no news any more.
  expect(firsts).toEqual([]);
});

it('stays empty once all were cleared', async () => {
  const { result, answer } = follow();
  act(() => result.current.clear());
  await answer('lab.clearFaults', undefined);
  await answer('lab.faults', lineAt(10));
  expect(result.current.line.steps).toEqual([]);
});
