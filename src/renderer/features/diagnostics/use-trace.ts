import { useEffect, useState, useSyncExternalStore } from 'react';
import { useServices, useSlice } from '../../state/services.tsx';
import { createTraceLoader, type TraceLoader, type TraceView } from './trace-loader.ts';

const nothing: TraceView = { entries: [], lost: 0 };
const silent = () => () => undefined;

/** The trace while this component shows. */
export function useTrace(): TraceView {
  const { client, notice } = useServices();
  const newest = useSlice((snapshot) => snapshot.traceSeq);
  const [loader, setLoader] = useState<TraceLoader>();
  useEffect(() => {
    const created = createTraceLoader(client, notice.set);
    setLoader(created);
    return () => created.stop();
  }, [client, notice]);
  // The number is told to whoever asks, so the first question is asked without one.
  useEffect(() => loader?.want(Math.max(newest, 1)), [loader, newest]);
  return useSyncExternalStore(loader?.view.subscribe ?? silent, () => loader?.view.get() ?? nothing);
}
