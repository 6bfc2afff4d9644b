// Run by `npm start` when its database holds no organization yet, and the visitor has not said otherwise.
import "./demo";
