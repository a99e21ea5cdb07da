import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ArrowClockwise20Regular } from '@fluentui/react-icons/svg/arrow-clockwise';
import {
  type ConfigurationRow,
  configurationReport,
  configurationText,
} from '../../../shared/model/configuration-report.ts';
import { missingOffers } from '../../../shared/model/policy.ts';
import type { ProvisioningSection } from '../../../shared/model/provisioning.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Facts } from '../../components/facts.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import { keyed } from '../../components/keyed.ts';
import { Section } from '../../components/pane.tsx';
import { ScrollArea } from '../../components/scroll-area.tsx';
import { factWords, offerWords, sectionWords, configurationTexts as texts } from '../../locales/configuration.ts';
import { diagnosticsTexts } from '../../locales/diagnostics-screen.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { useLogFolder } from './use-log-folder.ts';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  table: {
    borderCollapse: 'collapse',
    width: '100%',
    maxWidth: '960px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  cell: {
    textAlign: 'start',
    verticalAlign: 'top',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
    userSelect: 'text',
    fontWeight: 'normal',
  },
  // Its words keep whole, and give the narrowest column its width.
  head: { overflowWrap: 'break-word' },
  quiet: { color: tokens.colorNeutralForeground2 },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
});

/** "Configuration Information": every value the server sent, what Offhook makes of it, to read and to copy. */
export function ConfigurationTab() {
  const styles = useStyles();
  const { client, store } = useServices();
  const run = useRun();
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const registered = useSlice(({ account }) => account.kind === 'registered');
  const dialPlan = useSlice((snapshot) => snapshot.dialPlan);
  const calendar = useSlice((snapshot) => snapshot.calendar);
  const account = useSlice((snapshot) => snapshot.account);
  const app = useSlice((snapshot) => snapshot.app);
  const folder = useLogFolder();
  const rows = configurationReport({ provisioning, dialPlan, calendar, account, app }, folder, factWords);
  const offers = missingOffers({ provisioning });
  const sections = provisioning.sections.filter(({ entries }) => entries.length > 0);
  return (
    <ScrollArea label={diagnosticsTexts.tabs['diagnostics-configuration']}>
      <div className={styles.buttons}>
        <CopyButton text={() => configurationText(store.get(), folder)} name={texts.copyName} />
        <Button
          icon={<ArrowClockwise20Regular />}
          disabledFocusable={!registered || provisioning.state === 'loading'}
          onClick={() => run(client.request('configuration.refresh'))}
        >
          {provisioning.state === 'loading' ? texts.refreshing : texts.refresh}
        </Button>
      </div>
      {provisioning.failure && <FailureCard failure={provisioning.failure} />}
      <Table rows={rows} />
      {offers.length > 0 && (
        <Section title={texts.offers} hint={texts.offersHint}>
          <ul className={styles.list}>
            {offers.map(({ id, reason }) => (
              <li key={id}>{texts.offer(offerWords[id], reason.key)}</li>
            ))}
          </ul>
        </Section>
      )}
      {provisioning.problems.length > 0 && (
        <Section title={texts.problems} hint={texts.problemsHint}>
          <ul className={styles.list}>
            {keyed(provisioning.problems, (problem) => problem).map(({ key, item }) => (
              <li key={key}>{item}</li>
            ))}
          </ul>
        </Section>
      )}
      {sections.length === 0 && (
        <Text className={styles.quiet}>{registered ? texts.nothingSent : texts.signedOut}</Text>
      )}
      {sections.map((section) => (
        <SentSection key={section.id} section={section} />
      ))}
    </ScrollArea>
  );
}

function Table(props: { readonly rows: readonly ConfigurationRow[] }) {
  const styles = useStyles();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {[texts.name, texts.value, texts.status].map((head) => (
            <th key={head} scope="col" className={mergeClasses(styles.cell, styles.head)}>
              <Text size={200} weight="semibold">
                {head}
              </Text>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ name, value, status }) => (
          <tr key={name}>
            <th scope="row" className={styles.cell}>
              {name}
            </th>
            <td className={styles.cell}>{value}</td>
            <td className={styles.cell}>
              <span className={styles.quiet}>{status}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SentSection(props: { readonly section: ProvisioningSection }) {
  const { id, entries } = props.section;
  return (
    <Section title={sectionWords[id]}>
      <Facts
        facts={entries.map(({ group, key, value, known }) => [
          `${group}/${key}`,
          known ? value || texts.empty : `${value || texts.empty} ${texts.unknownKey}`,
        ])}
      />
    </Section>
  );
}
