import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
} from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { useState } from 'react';
import type { Failure } from '../../shared/model/failure.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { failureWords } from '../components/failure-card.tsx';
import { failureReport } from '../components/failure-report.ts';
import { appTexts as texts } from '../locales/app.ts';
import { useCell, useServices, useSlice } from '../state/services.tsx';

const useStyles = makeStyles({
  bar: { flexShrink: 0 },
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
});

/** A failure that belongs to no screen, or something that could not be kept on this computer, until it is put away. */
export function NoticeBar() {
  const styles = useStyles();
  const { notice } = useServices();
  const noticed = useCell(notice);
  const unkept = useSlice((snapshot) => snapshot.storageProblem);
  const [putAway, setPutAway] = useState<Failure | null>(null);
  const failure = noticed ?? (isSame(unkept, putAway) ? null : unkept);
  if (!failure) return null;
  const { sentence, next } = failureWords(failure);
  return (
    <MessageBar className={styles.bar} intent="error" layout="multiline">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{sentence[0]}</MessageBarTitle> {[...sentence.slice(1), next].join(' ')}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            aria-label={texts.dismiss}
            icon={<Dismiss20Regular />}
            onClick={() => {
              if (noticed) notice.set(null);
              else setPutAway(unkept);
            }}
          />
        }
      >
        <CopyButton text={() => failureReport(failure)} name={texts.copyDetails} />
      </MessageBarActions>
    </MessageBar>
  );
}

/** The same thing went wrong with the same file. */
function isSame(one: Failure | null, other: Failure | null): boolean {
  return one?.code === other?.code && one?.data?.what === other?.data?.what;
}
