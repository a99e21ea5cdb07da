import { Menu, MenuList, MenuPopover } from '@fluentui/react-components';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { findOpener, takeFocusTo } from './focus.ts';
import type { MenuPlace } from './virtual-list.tsx';

/** A menu at a place of the screen, such as a row's. Its first entry has the focus; what had it before gets it back. */
export function ContextMenu(props: {
  readonly label: string;
  readonly place: MenuPlace;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const id = useId();
  const [opener] = useState(findOpener);
  useEffect(() => {
    document.getElementById(id)?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus();
  }, [id]);
  return (
    <Menu
      open
      positioning={{ target: props.place, position: 'below', align: 'start', fallbackPositions: ['above-start'] }}
      onOpenChange={(_, { open }) => {
        if (open) return;
        takeFocusTo(opener);
        props.onClose();
      }}
    >
      <MenuPopover id={id}>
        <MenuList aria-label={props.label}>{props.children}</MenuList>
      </MenuPopover>
    </Menu>
  );
}
