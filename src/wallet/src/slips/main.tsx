import '../ui/style.css';
import { render } from 'preact';
import { keepShell } from '../ui/shell';
import { App } from './app';

render(<App />, document.getElementById('app')!);
keepShell('/bordereau/');
