import { Badge, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { GlobeSearch24Regular } from '@fluentui/react-icons/svg/globe-search';
import { Fragment } from 'react';
import type { DiscoveryReport, DnsLookup } from '../../../shared/model/network.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { keyed } from '../../components/keyed.ts';
import { Section } from '../../components/pane.tsx';
import { ScrollArea } from '../../components/scroll-area.tsx';
import { diagnosticsTexts as texts } from '../../locales/diagnostics-screen.ts';
import { labelled, milliseconds } from '../../locales/format.ts';
import { discoveryPurposes, dnsOutcomes, dnsVerdicts, passedOverReasons } from '../../locales/network.ts';
import { useSlice } from '../../state/services.tsx';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  lookup: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  head: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'baseline' },
  name: { fontFamily: tokens.fontFamilyMonospace, flexGrow: 1, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  time: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums', flexShrink: 0 },
  badge: { flexShrink: 0 },
});

/** Every name asked, what came back, and why it was used or passed over; the newest search first, its names in the order asked. */
export function DnsTab() {
  const discovery = useSlice((snapshot) => snapshot.discovery);
  const servers = useSlice((snapshot) => snapshot.network.dnsServers);
  if (discovery.length === 0) {
    return <EmptyState icon={<GlobeSearch24Regular />} title={texts.noDnsTitle} body={texts.noDnsBody} />;
  }
  return (
    <ScrollArea label={texts.tabs['diagnostics-dns']}>
      {servers.length > 0 && <Text size={200}>{labelled(texts.nameServers, servers.join(', '))}</Text>}
      {discovery.toReversed().map((report) => (
        <Report key={`${report.purpose}-${report.domain}`} report={report} />
      ))}
    </ScrollArea>
  );
}

function Report(props: { readonly report: DiscoveryReport }) {
  const styles = useStyles();
  const { report } = props;
  const title = `${report.domain}, ${discoveryPurposes[report.purpose]}`;
  return (
    <Section title={title}>
      <Text weight="semibold">{report.chosen ? texts.chosen(report.chosen) : texts.chosenNone}</Text>
      <ul className={styles.list} aria-label={title}>
        {keyed(report.lookups, (lookup) => `${lookup.type} ${lookup.name}`).map(({ key, item: lookup }) => (
          <Lookup key={key} lookup={lookup} />
        ))}
      </ul>
    </Section>
  );
}

function Lookup(props: { readonly lookup: DnsLookup }) {
  const styles = useStyles();
  const { lookup } = props;
  const answer = lookup.answers.length > 0 ? lookup.answers.join(', ') : dnsOutcomes[lookup.outcome];
  return (
    <li className={styles.lookup}>
      <div className={styles.head}>
        <Text size={200} className={styles.name} weight={lookup.verdict === 'used' ? 'semibold' : 'regular'}>
          <DomainName name={lookup.name} />
        </Text>
        <Badge appearance="outline" size="small" className={styles.badge} color="informative">
          {lookup.type}
        </Badge>
        <Text size={200} className={styles.time}>
          {milliseconds(lookup.durationMs)}
        </Text>
      </div>
      <Text size={200}>{answer}</Text>
      {keyed(lookup.passedOver ?? [], (each) => each.answer).map(({ key, item: each }) => (
        <Text key={key} size={200} className={styles.quiet}>
          {labelled(each.answer, passedOverReasons[each.fault])}
        </Text>
      ))}
      <Text size={200} className={mergeClasses(lookup.verdict !== 'used' && styles.quiet)}>
        {dnsVerdicts[lookup.verdict]}
      </Text>
    </li>
  );
}

/** Breaks before its dots; copied, it is the name and nothing else. */
function DomainName(props: { readonly name: string }) {
  return keyed(props.name.split(/(?=\.)/), (label) => label).map(({ key, item: label }) => (
    <Fragment key={key}>
      <wbr />
      {label}
    </Fragment>
  ));
}
