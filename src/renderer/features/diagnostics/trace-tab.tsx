import { Button, makeStyles, SearchBox, Select, Text, tokens } from '@fluentui/react-components';
import { FolderOpen16Regular } from '@fluentui/react-icons/svg/folder-open';
import { TextBulletListSquare24Regular } from '@fluentui/react-icons/svg/text-bullet-list-square';
import { useMemo, useState } from 'react';
import type { TraceEntry } from '../../../shared/model/trace.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useEscape } from '../../components/use-escape.ts';
import {
  type TraceGroup,
  diagnosticsTexts as texts,
  traceGroups,
  traceLine,
  traceText,
} from '../../locales/en/diagnostics-screen.ts';
import { traceTime } from '../../locales/format.ts';
import { useRun, useServices } from '../../state/services.tsx';
import { Ladder } from './ladder.tsx';
import { TraceEntryView } from './trace-entry-view.tsx';
import { TraceList } from './trace-list.tsx';
import { filterTrace } from './trace-rows.ts';
import { useTrace } from './use-trace.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0 },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingVerticalS,
    flexShrink: 0,
  },
  filter: { flexGrow: 1, flexBasis: '160px', minWidth: 0, maxWidth: '320px' },
  lost: { padding: `0 ${tokens.spacingHorizontalM}`, color: tokens.colorNeutralForeground2 },
});

type View = 'list' | 'ladder';

/** Everything that went over the wire, as a list or as a ladder, with the chosen entry in full. */
export function TraceTab() {
  const styles = useStyles();
  const { entries, lost } = useTrace();
  const [group, setGroup] = useState<TraceGroup>('all');
  const [text, setText] = useState('');
  const [view, setView] = useState<View>('list');
  const [selected, setSelected] = useState<number>();
  const shown = useMemo(
    () => filterTrace(entries, view === 'ladder' ? 'sip' : group, text),
    [entries, group, text, view],
  );
  useEscape(selected !== undefined, () => setSelected(undefined));
  const chosen = entries.find((entry) => entry.seq === selected);
  if (entries.length === 0) {
    return <EmptyState icon={<TextBulletListSquare24Regular />} title={texts.noTraceTitle} body={texts.noTraceBody} />;
  }
  return (
    <div className={styles.root}>
      <div className={styles.bar}>
        <SearchBox
          className={styles.filter}
          size="small"
          aria-label={texts.filter}
          placeholder={texts.filter}
          value={text}
          onChange={(_, data) => setText(data.value)}
        />
        <Select
          size="small"
          aria-label={texts.show}
          value={view === 'ladder' ? 'sip' : group}
          disabled={view === 'ladder'}
          onChange={(_, data) => setGroup(groupNamed(data.value))}
        >
          {Object.entries(traceGroups).map(([id, label]) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </Select>
        <Select
          size="small"
          aria-label={texts.view}
          value={view}
          onChange={(_, data) => setView(data.value === 'ladder' ? 'ladder' : 'list')}
        >
          <option value="list">{texts.list}</option>
          <option value="ladder">{texts.ladder}</option>
        </Select>
        <TraceActions shown={shown} />
      </div>
      {lost > 0 && (
        <Text size={200} className={styles.lost}>
          {texts.lost(lost)}
        </Text>
      )}
      {shown.length === 0 && <EmptyState title={texts.traceNoMatch} />}
      {shown.length > 0 && view === 'list' && <TraceList entries={shown} selected={selected} onSelect={setSelected} />}
      {shown.length > 0 && view === 'ladder' && <Ladder entries={shown} selected={selected} onSelect={setSelected} />}
      {chosen && <TraceEntryView entry={chosen} onClose={() => setSelected(undefined)} />}
    </div>
  );
}

function groupNamed(value: string): TraceGroup {
  return Object.hasOwn(traceGroups, value) ? (value as TraceGroup) : 'all';
}

function TraceActions(props: { readonly shown: readonly TraceEntry[] }) {
  const { client } = useServices();
  const run = useRun();
  // The contract takes 200,000 characters; the newest are what somebody copying wants.
  const all = () =>
    props.shown
      .map(
        (entry) =>
          `${traceTime(entry.at)} ${entry.kind === 'sip' ? `${entry.direction} ${entry.peer}\n` : ''}${entry.kind === 'sip' ? traceText(entry) : traceLine(entry)}`,
      )
      .join('\n')
      .slice(-200_000);
  return (
    <>
      <CopyButton text={all} label={texts.copyShown} />
      <Button size="small" icon={<FolderOpen16Regular />} onClick={() => run(client.request('trace.showFolder'))}>
        {texts.openFolder}
      </Button>
    </>
  );
}
