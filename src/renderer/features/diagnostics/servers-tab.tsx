import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { Certificate20Regular } from '@fluentui/react-icons/svg/certificate';
import { ServerLink24Regular } from '@fluentui/react-icons/svg/server-link';
import type { CertificateFacts, ConnectionFacts } from '../../../shared/model/network.ts';
import { Details } from '../../components/details.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Facts } from '../../components/facts.tsx';
import { Section } from '../../components/pane.tsx';
import { ScrollArea } from '../../components/scroll-area.tsx';
import { diagnosticsTexts as texts } from '../../locales/en/diagnostics-screen.ts';
import { connectionPurposes, connectionStates } from '../../locales/en/network.ts';
import { useSlice } from '../../state/services.tsx';

const useStyles = makeStyles({
  chain: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  link: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    position: 'relative',
    paddingBottom: tokens.spacingVerticalM,
    ':not(:last-child)::before': {
      content: '""',
      position: 'absolute',
      left: '9px',
      top: '24px',
      bottom: '4px',
      width: '2px',
      backgroundColor: tokens.colorNeutralStroke1,
    },
  },
  icon: { color: tokens.colorBrandForeground1 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Each connection: with whom, how it is protected, and the chain its server showed. */
export function ServersTab() {
  const connections = useSlice((snapshot) => snapshot.connections);
  if (connections.length === 0) {
    return <EmptyState icon={<ServerLink24Regular />} title={texts.noServersTitle} body={texts.noServersBody} />;
  }
  return (
    <ScrollArea label={texts.tabs['diagnostics-servers']}>
      {connections.map((connection) => (
        <Connection key={connection.id} connection={connection} />
      ))}
    </ScrollArea>
  );
}

function Connection(props: { readonly connection: ConnectionFacts }) {
  const styles = useStyles();
  const { connection } = props;
  const names = texts.facts;
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
        ]}
      />
      {connection.chain.length > 0 && (
        <ol className={styles.chain} aria-label={texts.chain}>
          {connection.chain.map((certificate) => (
            <ChainLink key={certificate.fingerprint256} certificate={certificate} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function ChainLink(props: { readonly certificate: CertificateFacts }) {
  const styles = useStyles();
  const { certificate } = props;
  const day = (at: number) => new Date(at).toLocaleDateString('en-GB', { dateStyle: 'medium' });
  return (
    <li className={styles.link}>
      <Certificate20Regular className={styles.icon} aria-hidden />
      <div className={styles.words}>
        <Text>{certificate.subject}</Text>
        <Text size={200} className={styles.quiet}>
          {`${texts.issuedBy} ${certificate.issuer}`}
        </Text>
        <Details label={texts.certificate}>
          <Facts
            facts={[
              [texts.names, certificate.names.join(', ')],
              [texts.valid, `${day(certificate.validFrom)} – ${day(certificate.validTo)}`],
              [texts.fingerprint, certificate.fingerprint256],
            ]}
          />
        </Details>
      </div>
    </li>
  );
}
