import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import type { Failure } from '../../../shared/model/failure.ts';
import { FailureDetails, failureWords } from '../../components/failure-card.tsx';

const useStyles = makeStyles({
  bar: { flexShrink: 0, maxWidth: '720px' },
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere', paddingBottom: tokens.spacingVerticalXS },
});

/** Something is wrong and the call goes on: what, and what helps. Read out when it appears. */
export function TroubleLine(props: { readonly failure: Failure }) {
  const styles = useStyles();
  const { sentence, next } = failureWords(props.failure);
  return (
    <MessageBar className={styles.bar} intent="warning" layout="multiline">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{sentence[0]}</MessageBarTitle> {[...sentence.slice(1), next].join(' ')}
        <FailureDetails failure={props.failure} />
      </MessageBarBody>
    </MessageBar>
  );
}
