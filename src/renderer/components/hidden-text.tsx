import { makeStyles } from '@fluentui/react-components';

const useStyles = makeStyles({
  text: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'pre',
  },
});

/** Words for screen readers where the eye has a sign of its own. */
export function HiddenText(props: { readonly text: string }) {
  const styles = useStyles();
  return <span className={styles.text}>{props.text}</span>;
}
