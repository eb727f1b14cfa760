import 'huimin-check';
import 'uplot/dist/uPlot.min.css';
import './style.css';
import { Playground } from './app.js';

customElements.define('huimin-playground', Playground);
