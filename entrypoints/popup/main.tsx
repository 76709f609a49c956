import '../../components/style.css';
import { render } from 'preact';
import { Root } from '../../components/Root.tsx';
import { PopupView } from '../../components/views/PopupView.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('popup/index.html has no #root to render in.');
render(<Root>{(stored) => <PopupView stored={stored} />}</Root>, root);
