import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { LabRunLadder } from '../../../shared/model/lab-run.ts';
import { Ladder } from '../../components/ladder/ladder.tsx';
import { TraceEntryView } from '../../components/ladder/trace-entry-view.tsx';
import { useEscape } from '../../components/use-escape.ts';
import { labRunTexts as texts } from '../../locales/lab.ts';

const useStyles = makeStyles({
  frame: {
    display: 'flex',
    flexDirection: 'column',
    height: '480px',
    minWidth: 0,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
});

/** What somebody of a scenario sent and got, as a ladder; a message that is chosen is shown in full below. */
export function RunLadder(props: { readonly ladder: LabRunLadder }) {
  const styles = useStyles();
  const { who, entries, connections } = props.ladder;
  const [selected, setSelected] = useState<number>();
  const messages = useMemo(() => entries.filter(({ kind }) => kind === 'sip'), [entries]);
  const chosen = messages.find(({ seq }) => seq === selected);
  useEscape(chosen !== undefined, () => setSelected(undefined));
  if (messages.length === 0) return <Text>{texts.noMessages}</Text>;
  return (
    <div className={styles.frame}>
      <Ladder
        who={who}
        entries={messages}
        all={entries}
        connections={connections}
        selected={selected}
        onSelect={setSelected}
      />
      {chosen && <TraceEntryView who={who} entry={chosen} onClose={() => setSelected(undefined)} />}
    </div>
  );
}
