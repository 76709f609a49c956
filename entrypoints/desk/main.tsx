import '../../components/style.css';
import { render } from 'preact';
import { Root } from '../../components/Root.tsx';
import { DeskView } from '../../components/views/DeskView.tsx';
import { openPreview } from '../../utils/pdf/preview.ts';

const root = document.getElementById('root');
if (!root) throw new Error('desk/index.html has no #root to render in.');
render(<Root>{(stored) => <DeskView stored={stored} openPreview={openPreview} />}</Root>, root);
