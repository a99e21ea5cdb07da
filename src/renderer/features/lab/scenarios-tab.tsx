import { Button, Field, makeStyles, Select, Spinner, Text } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import type { LabScenario, LabScenarioFile } from '../../../shared/model/lab-run.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { Section } from '../../components/pane.tsx';
import { outcomeOf } from '../../ipc/client.ts';
import { labRunTexts as texts } from '../../locales/lab.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { OpenScenario } from './open-scenario.tsx';
import { RunView } from './run-view.tsx';
import { useRowStyles } from './use-row-styles.ts';

const useStyles = makeStyles({
  // No wider than the page, however long the name of a file is.
  file: { minWidth: 0, width: '100%' },
});

/** Every scenario that comes with Offhook, played beside by one click. */
export function ScenariosTab() {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const shown = useSlice((snapshot) => snapshot.labRun);
  const { files, failure, add } = useScenarios();
  const [chosen, setChosen] = useState(shown?.file);
  if (failure) return <FailureCard failure={failure} />;
  if (!files) return <Spinner size="small" label={texts.loading} labelPosition="after" />;
  const file = files.find((each) => each.file === chosen) ?? files[0];
  return (
    <>
      {shown && <RunView run={shown} />}
      <Section title={texts.list} hint={texts.hint}>
        <Field label={texts.file} hint={file?.about ?? ''}>
          <Select className={styles.file} value={file?.file ?? ''} onChange={(_, data) => setChosen(data.value)}>
            {files.map((each) => (
              <option key={each.file} value={each.file}>
                {each.opened === undefined ? each.name : texts.openedAs(each.name, each.opened)}
              </option>
            ))}
          </Select>
        </Field>
        <OpenScenario
          onOpened={(opened) => {
            add(opened);
            setChosen(opened.file);
          }}
        />
        {file && <Groups file={file} onRun={(id) => run(client.request('lab.runScenario', { file: file.file, id }))} />}
      </Section>
    </>
  );
}

function useScenarios(): {
  readonly files: readonly LabScenarioFile[] | undefined;
  readonly failure: Failure | undefined;
  readonly add: (opened: LabScenarioFile) => void;
} {
  const { client } = useServices();
  const [files, setFiles] = useState<readonly LabScenarioFile[]>();
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => {
    let isHere = true;
    void outcomeOf(client.request('lab.scenarios')).then((outcome) => {
      if (!isHere) return;
      if (outcome.ok) setFiles(outcome.value);
      else setFailure(outcome.failure);
    });
    return () => {
      isHere = false;
    };
  }, [client]);
  // One with the same name on the disk gives way to it, as in main.
  const add = (opened: LabScenarioFile) =>
    setFiles((known = []) => [...known.filter((each) => each.opened !== opened.opened), opened]);
  return { files, failure, add };
}

function Groups(props: { readonly file: LabScenarioFile; readonly onRun: (id: string) => void }) {
  const groups = [...new Set(props.file.scenarios.map(({ group }) => group))];
  return groups.map((group) => (
    <Group
      key={group}
      name={group}
      scenarios={props.file.scenarios.filter((each) => each.group === group)}
      onRun={props.onRun}
    />
  ));
}

function Group(props: {
  readonly name: string;
  readonly scenarios: readonly LabScenario[];
  readonly onRun: (id: string) => void;
}) {
  const styles = useRowStyles();
  const { name, scenarios, onRun } = props;
  const isAlone = scenarios.length === 1 && scenarios[0]?.name === name;
  return (
    <div>
      {!isAlone && <Text weight="semibold">{name}</Text>}
      <ul className={styles.list} aria-label={name}>
        {scenarios.map((scenario) => (
          <li key={scenario.id} className={styles.row}>
            <Text className={styles.words}>{scenario.name}</Text>
            <Button size="small" aria-label={texts.runNamed(scenario.name)} onClick={() => onRun(scenario.id)}>
              {texts.run}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
