import { Button, makeStyles } from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRight16Regular } from '@fluentui/react-icons/svg/chevron-right';
import { type ReactNode, useId, useState } from 'react';

const useStyles = makeStyles({
  button: { justifyContent: 'flex-start', paddingLeft: 0, minWidth: 0 },
});

/** A button that folds its content out; the content does not exist while it is folded. */
export function Details(props: { readonly label: string; readonly children: ReactNode; readonly startOpen?: boolean }) {
  const styles = useStyles();
  const [open, setOpen] = useState(props.startOpen ?? false);
  const contentId = useId();
  return (
    <div>
      <Button
        appearance="transparent"
        size="small"
        className={styles.button}
        icon={open ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
        aria-expanded={open}
        aria-controls={open ? contentId : undefined}
        onClick={() => setOpen(!open)}
      >
        {props.label}
      </Button>
      {open && <div id={contentId}>{props.children}</div>}
    </div>
  );
}
