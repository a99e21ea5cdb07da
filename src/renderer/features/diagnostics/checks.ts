import type { Examination } from '../../../shared/model/examination.ts';
import type { JoinCheck } from '../../../shared/model/join-check.ts';
import { useServices } from '../../state/services.tsx';
import { type Looks, useLooks } from './use-looks.ts';

export interface ServerPlace {
  readonly host: string;
  readonly port: number;
}

/** What was looked at by hand. */
export interface DiagnosticsChecks {
  readonly servers: Looks<ServerPlace, Examination>;
  /** By the link, the address or the domain as typed. */
  readonly joins: Looks<string, JoinCheck>;
}

/** The looks at servers and at other companies, held by who calls it. */
export function useDiagnosticsChecks(): DiagnosticsChecks {
  const { client } = useServices();
  return {
    servers: useLooks((place) => client.request('diagnostics.examine', place)),
    joins: useLooks((text) => client.request('meeting.check', { text })),
  };
}
