import { ServerLink24Regular } from '@fluentui/react-icons/svg/server-link';
import type { ConnectionFacts } from '../../../shared/model/network.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Facts } from '../../components/facts.tsx';
import { Section } from '../../components/pane.tsx';
import { ScrollArea } from '../../components/scroll-area.tsx';
import { checkTexts, revocationWords } from '../../locales/certificates.ts';
import { diagnosticsTexts as texts } from '../../locales/diagnostics-screen.ts';
import { connectionPurposes, connectionStates } from '../../locales/network.ts';
import { useSlice } from '../../state/services.tsx';
import { ChainView } from './chain-view.tsx';

/** Each connection, open ones first, then what closed last: with whom, how it is protected, and the chain its server showed. */
export function ServersTab() {
  const connections = useSlice((snapshot) => snapshot.connections);
  if (connections.length === 0) {
    return <EmptyState icon={<ServerLink24Regular />} title={texts.noServersTitle} body={texts.noServersBody} />;
  }
  return (
    <ScrollArea label={texts.tabs['diagnostics-servers']}>
      {newestFirst(connections).map((connection) => (
        <Connection key={connection.id} connection={connection} />
      ))}
    </ScrollArea>
  );
}

/** Main appends what changed last; what is open is what people look for. */
function newestFirst(connections: readonly ConnectionFacts[]): readonly ConnectionFacts[] {
  const closed = (connection: ConnectionFacts) => Number(connection.state === 'closed');
  return connections.toReversed().sort((one, other) => closed(one) - closed(other));
}

function Connection(props: { readonly connection: ConnectionFacts }) {
  const { connection } = props;
  const names = texts.facts;
  const revocation = connection.chain[0]?.revocation;
  return (
    <Section title={connection.host}>
      <Facts
        facts={[
          [names.purpose, connectionPurposes[connection.purpose]],
          [names.state, connectionStates[connection.state]],
          [names.peer, connection.peer],
          [names.local, connection.local],
          [names.protocol, [connection.protocol, connection.cipher].filter(Boolean).join(', ')],
          [texts.trustedBy, connection.trustedBy],
          [checkTexts.revocation, revocation && revocationWords(revocation)],
        ]}
      />
      {connection.chain.length > 0 && (
        <ChainView
          label={texts.chain}
          links={connection.chain.map((certificate) => ({ name: certificate.subject, certificate }))}
        />
      )}
    </Section>
  );
}
