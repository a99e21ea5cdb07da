import { Button, makeStyles, SearchBox, Select, Text, ToggleButton, tokens } from '@fluentui/react-components';
import { ArrowDown16Regular } from '@fluentui/react-icons/svg/arrow-down';
import { FolderOpen16Regular } from '@fluentui/react-icons/svg/folder-open';
import { TextBulletListSquare24Regular } from '@fluentui/react-icons/svg/text-bullet-list-square';
import { useMemo, useState } from 'react';
import type { TraceEntry } from '../../../shared/model/trace.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Ladder } from '../../components/ladder/ladder.tsx';
import { TraceEntryView } from '../../components/ladder/trace-entry-view.tsx';
import { useEscape } from '../../components/use-escape.ts';
import { diagnosticsTexts as texts } from '../../locales/diagnostics-screen.ts';
import { type TraceGroup, traceGroups } from '../../locales/trace.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { TraceList } from './trace-list.tsx';
import { type CopiedTrace, copyOfTrace, filterTrace } from './trace-rows.ts';
import { TraceSave } from './trace-save.tsx';
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
  quiet: { padding: `0 ${tokens.spacingHorizontalM}`, color: tokens.colorNeutralForeground2 },
});

type View = 'list' | 'ladder';

/** Everything that went over the wire, as a list or as a ladder, with the chosen entry in full. */
export function TraceTab() {
  const styles = useStyles();
  const { entries, lost } = useTrace();
  const connections = useSlice((snapshot) => snapshot.connections);
  const [group, setGroup] = useState<TraceGroup>('all');
  const [text, setText] = useState('');
  const [view, setView] = useState<View>('list');
  const [selected, setSelected] = useState<number>();
  const [follows, setFollows] = useState(true);
  const shown = useMemo(
    () => filterTrace(entries, view === 'ladder' ? 'sip' : group, text),
    [entries, group, text, view],
  );
  const select = (seq: number) => {
    setSelected(seq);
    // What somebody reads must not run away from them.
    setFollows(false);
  };
  const rows = { entries: shown, selected, onSelect: select, follow: { on: follows, change: setFollows } };
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
          dismiss={text === '' ? null : { 'aria-label': texts.filterClear }}
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
        <ToggleButton size="small" icon={<ArrowDown16Regular />} checked={follows} onClick={() => setFollows(!follows)}>
          {texts.follow}
        </ToggleButton>
        <TraceActions shown={shown} />
      </div>
      {lost > 0 && (
        <Text size={200} className={styles.quiet}>
          {texts.lost(lost)}
        </Text>
      )}
      {shown.length === 0 && <EmptyState title={texts.traceNoMatch} />}
      {shown.length > 0 && view === 'list' && <TraceList {...rows} />}
      {shown.length > 0 && view === 'ladder' && <Ladder {...rows} all={entries} connections={connections} />}
      {chosen && <TraceEntryView entry={chosen} onClose={() => setSelected(undefined)} />}
    </div>
  );
}

function groupNamed(value: string): TraceGroup {
  return Object.hasOwn(traceGroups, value) ? (value as TraceGroup) : 'all';
}

/** What the request takes. */
const mostToCopy = 200_000;

function TraceActions(props: { readonly shown: readonly TraceEntry[] }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const [cut, setCut] = useState<{ readonly copied: number; readonly of: number }>();
  const [told, setTold] = useState('');
  const copy = () => {
    setTold('');
    const { text, count }: CopiedTrace = copyOfTrace(props.shown, mostToCopy);
    setCut(count < props.shown.length ? { copied: count, of: props.shown.length } : undefined);
    return text;
  };
  return (
    <>
      <CopyButton text={copy} label={texts.copyShown} />
      <TraceSave onTold={setTold} />
      <Button size="small" icon={<FolderOpen16Regular />} onClick={() => run(client.request('trace.showFolder'))}>
        {texts.openFolder}
      </Button>
      <Text size={200} className={styles.quiet} role="status">
        {told || (cut && texts.copiedPart(cut.copied, cut.of))}
      </Text>
    </>
  );
}
