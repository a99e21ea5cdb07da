export { ContactCard } from './contact-card.tsx';
export { ContactsPane } from './contacts-pane.tsx';
