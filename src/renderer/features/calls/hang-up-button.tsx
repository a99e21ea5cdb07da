import { Button, type ButtonProps, makeStyles, tokens } from '@fluentui/react-components';
import { CallEnd20Regular } from '@fluentui/react-icons/svg/call-end';
import type { Call } from '../../../shared/model/call.ts';
import { callTexts as texts } from '../../locales/calls.ts';
import { useRun, useServices } from '../../state/services.tsx';

const useStyles = makeStyles({
  red: {
    flexShrink: 0,
    // At the same place in each row of controls, however many there are.
    gridColumn: 'auto / -1',
    backgroundColor: tokens.colorStatusDangerBackground3,
    color: tokens.colorNeutralForegroundOnBrand,
    ':hover': {
      backgroundColor: tokens.colorStatusDangerBackground3Hover,
      color: tokens.colorNeutralForegroundOnBrand,
    },
    ':hover:active': {
      backgroundColor: tokens.colorStatusDangerBackground3Pressed,
      color: tokens.colorNeutralForegroundOnBrand,
    },
  },
});

/** Ends a call, or gives it up; the one red button. `isCompact` shows the sign alone. */
export function HangUpButton(props: {
  readonly call: Call;
  readonly size?: ButtonProps['size'];
  readonly isCompact?: boolean;
}) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { call } = props;
  const isAnswered = call.answeredAt !== undefined;
  return (
    <Button
      className={styles.red}
      size={props.size ?? 'medium'}
      icon={<CallEnd20Regular />}
      aria-label={isAnswered ? texts.hangUpName(call.peer.name) : texts.cancelCallName(call.peer.name)}
      onClick={() => run(client.request('call.hangUp', { id: call.id }))}
    >
      {props.isCompact ? null : isAnswered ? texts.hangUp : texts.cancelCall}
    </Button>
  );
}
