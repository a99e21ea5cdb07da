import { Button, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { LabFaultLine, LabFaultStep, LabPlannedFault } from '../../../shared/model/lab-page.ts';
import { keyed } from '../../components/keyed.ts';
import { Section } from '../../components/pane.tsx';
import { labFaultTexts as texts } from '../../locales/lab.ts';
import { FaultForm } from './fault-form.tsx';
import { useFaultLine } from './use-fault-line.ts';
import { useRowStyles } from './use-row-styles.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Faults of every layer, each at its time. */
export function FaultsTab() {
  const styles = useStyles();
  const rows = useRowStyles();
  const [faults, setFaults] = useState<readonly LabPlannedFault[]>([]);
  const { line, start, clear } = useFaultLine(setFaults);
  const isStarted = line.steps.length > 0;
  return (
    <>
      <Section title={texts.line} hint={texts.hint}>
        {faults.length === 0 && <Text className={rows.quiet}>{texts.empty}</Text>}
        {isStarted && <Progress line={line} />}
        <ol className={rows.list} aria-label={texts.line}>
          {keyed(faults, faultWords).map(({ key, item }, index) => (
            <FaultRow
              key={key}
              fault={item}
              step={line.steps[index]}
              onRemove={isStarted ? undefined : () => setFaults((known) => known.filter((_, place) => place !== index))}
            />
          ))}
        </ol>
        <div className={styles.actions}>
          <Button appearance="primary" disabledFocusable={faults.length === 0} onClick={() => start(faults)}>
            {texts.run}
          </Button>
          <Button
            disabledFocusable={faults.length === 0}
            onClick={() => {
              setFaults([]);
              clear();
            }}
          >
            {texts.clear}
          </Button>
        </div>
      </Section>
      <Section title={texts.add}>
        <FaultForm onAdd={(fault) => setFaults((known) => [...known, fault])} />
      </Section>
    </>
  );
}

function Progress(props: { readonly line: LabFaultLine }) {
  const rows = useRowStyles();
  const { elapsedMs, steps } = props.line;
  const end = Math.max(1, ...steps.map(({ fault }) => fault.atMs + (fault.forMs ?? 0)));
  const words = texts.elapsed(Math.floor(elapsedMs / 1000));
  return (
    <>
      <ProgressBar value={Math.min(1, elapsedMs / end)} aria-label={texts.line} />
      <Text size={200} className={rows.quiet}>
        {words}
      </Text>
    </>
  );
}

function FaultRow(props: {
  readonly fault: LabPlannedFault;
  /** Undefined for one that has not been started. */
  readonly step: LabFaultStep | undefined;
  readonly onRemove: (() => void) | undefined;
}) {
  const rows = useRowStyles();
  const { fault, step, onRemove } = props;
  const words = faultWords(fault);
  const { atMs, afterMethod, forMs } = fault;
  const when = texts.when(atMs / 1000, afterMethod);
  return (
    <li className={rows.row}>
      <div className={rows.words}>
        <Text weight="semibold">{words}</Text>
        <Text size={200} className={rows.quiet}>
          {forMs === undefined ? when : `${when}, ${texts.lasting(forMs / 1000)}`}
        </Text>
        {step?.problem !== undefined && <Text size={200}>{step.problem}</Text>}
      </div>
      <Text size={200} weight="semibold">
        {texts.state[step?.state ?? 'planned']}
      </Text>
      {onRemove && (
        <Button size="small" aria-label={texts.removeNamed(words)} onClick={onRemove}>
          {texts.remove}
        </Button>
      )}
    </li>
  );
}

function faultWords({ layer, kind, place }: LabPlannedFault): string {
  const kinds: Readonly<Record<string, string>> = texts.kinds[layer];
  return [texts.layers[layer], kinds[kind] ?? kind, place].filter((part) => part !== '').join(' · ');
}
