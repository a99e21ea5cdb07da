import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, Text, tokens } from '@fluentui/react-components';
import { clockTime } from '../locales/format.ts';
import { problemWords, managedTexts as texts } from '../locales/managed.ts';
import { useSlice } from '../state/services.tsx';
import { Details } from './details.tsx';

const useStyles = makeStyles({
  bar: { flexShrink: 0, maxWidth: '720px', boxSizing: 'border-box' },
  words: { whiteSpace: 'normal', overflowWrap: 'anywhere', display: 'flex', flexDirection: 'column' },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, userSelect: 'text' },
});

/** What of the administrator's settings could not be read, or that they changed meanwhile; nothing where there is nothing to say. */
export function ManagedNotice() {
  const styles = useStyles();
  const { path, state, problems, changedAt } = useSlice((snapshot) => snapshot.managed);
  if (problems.length === 0) return changedAt === 0 ? null : <Text>{texts.changed(clockTime(changedAt))}</Text>;
  const isWhole = state === 'refused';
  return (
    <MessageBar intent={isWhole ? 'error' : 'warning'} layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.words}>
        <MessageBarTitle>{isWhole ? texts.title : texts.partly}</MessageBarTitle>
        <span>{`${isWhole ? texts.safe : texts.partlySafe} ${texts.next}`}</span>
        <Details label={texts.details}>
          <span>{path}</span>
          <ul className={styles.list}>
            {problems.map((problem) => (
              <li key={problemWords(problem)}>{problemWords(problem)}</li>
            ))}
          </ul>
        </Details>
      </MessageBarBody>
    </MessageBar>
  );
}
