import { Field, makeStyles, Select, Spinner, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { LabSetting } from '../../../shared/model/lab-page.ts';
import type { SwitchGroup } from '../../../shared/model/lab-switch.ts';
import { Details } from '../../components/details.tsx';
import { Section } from '../../components/pane.tsx';
import { labSwitchGroups, labTexts, labSwitchTexts as texts } from '../../locales/lab.ts';
import { useSlice } from '../../state/services.tsx';
import { useNow } from '../../state/use-now.ts';
import { companiesIn, everywhere, type ShownSwitch, switchesOf } from './companies.ts';
import { SituationList } from './situation-list.tsx';
import { SwitchRow } from './switch-row.tsx';
import { useSwitchboard } from './use-switchboard.ts';

const useStyles = makeStyles({
  groups: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  rows: {
    listStyleType: 'none',
    margin: 0,
    padding: `${tokens.spacingVerticalS} 0 ${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
});

/** Situations by one click, and below them every switch of one company at a time. */
export function SwitchesTab() {
  const { board, at, set, make } = useSwitchboard();
  const isPending = board?.states.some(({ pending }) => pending !== undefined) ?? false;
  const now = useNow(1000, isPending);
  const meetings = useSlice((snapshot) => snapshot.lab.meetings);
  const [chosen, setChosen] = useState<string>();
  const companies = board ? companiesIn(board) : [];
  const company = chosen ?? companies[0] ?? everywhere;
  if (!board) return <Spinner size="small" label={labTexts.loading} labelPosition="after" />;
  return (
    <>
      <Section title={texts.situations} hint={texts.situationsHint}>
        <SituationList states={board.states} onMake={make} />
      </Section>
      <Section title={texts.all}>
        <Field label={texts.company}>
          <Select value={company} onChange={(_, data) => setChosen(data.value)}>
            {[...companies, everywhere].map((each) => (
              <option key={each} value={each}>
                {each === everywhere ? texts.everywhere : each}
              </option>
            ))}
          </Select>
        </Field>
        <Groups
          key={company}
          shown={switchesOf(board, company, meetings)}
          elapsedMs={Math.max(0, now - at)}
          onSet={(setting) => set([setting])}
        />
      </Section>
    </>
  );
}

function Groups(props: {
  readonly shown: readonly ShownSwitch[];
  readonly elapsedMs: number;
  readonly onSet: (setting: LabSetting) => void;
}) {
  const styles = useStyles();
  const groups = (Object.keys(labSwitchGroups) as SwitchGroup[]).filter((group) =>
    props.shown.some(({ facts }) => facts.group === group),
  );
  if (groups.length === 0) return <Text>{labTexts.loading}</Text>;
  return (
    <div className={styles.groups}>
      {groups.map((group, index) => (
        <Details key={group} label={labSwitchGroups[group]} startOpen={index === 0}>
          <ul className={styles.rows} aria-label={labSwitchGroups[group]}>
            {props.shown
              .filter(({ facts }) => facts.group === group)
              .map(({ facts, state }) => (
                <SwitchRow
                  key={`${facts.id} ${state.target}`}
                  facts={facts}
                  state={state}
                  elapsedMs={props.elapsedMs}
                  onSet={(value) => props.onSet({ id: facts.id, target: state.target, value })}
                />
              ))}
          </ul>
        </Details>
      ))}
    </div>
  );
}
