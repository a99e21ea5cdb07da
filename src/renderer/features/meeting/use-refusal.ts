import { makeStyles, tokens } from '@fluentui/react-components';
import { type WhyNot, whyNot } from '../../locales/meeting-people.ts';

const useStyles = makeStyles({ reason: { color: tokens.colorNeutralForeground2 } });

/** How a command looks that is not allowed: there, dimmed, with the reason under it, which is not dimmed. */
export function useRefusal() {
  const { reason: className } = useStyles();
  return (reason: WhyNot | undefined) =>
    reason === undefined ? {} : { disabled: true, subText: { className, children: whyNot[reason] } };
}
