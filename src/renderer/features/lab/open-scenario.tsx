import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { FolderOpen16Regular } from '@fluentui/react-icons/svg/folder-open';
import { useState } from 'react';
import type { LabFileProblem, LabOpened, LabScenarioFile } from '../../../shared/model/lab-run.ts';
import { keyed } from '../../components/keyed.ts';
import { outcomeOf } from '../../ipc/client.ts';
import { labRunTexts as texts } from '../../locales/lab.ts';
import { useServices } from '../../state/services.tsx';

const useStyles = makeStyles({
  problems: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, overflowWrap: 'anywhere' },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, userSelect: 'text' },
});

/** Lets the person choose a scenario file on the disk, and says line by line why one cannot be played. */
export function OpenScenario(props: { readonly onOpened: (file: LabScenarioFile) => void }) {
  const styles = useStyles();
  const { client, notice } = useServices();
  const [unreadable, setUnreadable] = useState<Extract<LabOpened, { readonly kind: 'unreadable' }>>();

  async function open(): Promise<void> {
    const outcome = await outcomeOf(client.request('lab.openScenarioFile'));
    if (!outcome.ok) {
      notice.set(outcome.failure);
      return;
    }
    const { value } = outcome;
    if (value.kind === 'cancelled') return;
    setUnreadable(value.kind === 'unreadable' ? value : undefined);
    if (value.kind === 'opened') props.onOpened(value.file);
  }

  return (
    <>
      <div>
        <Button icon={<FolderOpen16Regular />} onClick={() => void open()}>
          {texts.open}
        </Button>
      </div>
      <div role="status" className={styles.problems}>
        {unreadable && (
          <>
            <Text weight="semibold">{texts.unreadable(unreadable.name)}</Text>
            <ul className={styles.list} aria-label={texts.problems}>
              {keyed(unreadable.problems, problemWords).map(({ key, item }) => (
                <li key={key}>{problemWords(item)}</li>
              ))}
            </ul>
          </>
        )}
      </div>
    </>
  );
}

function problemWords({ line, path, expected }: LabFileProblem): string {
  return texts.problem(line, path === '' ? expected : `${path}: ${expected}`);
}
