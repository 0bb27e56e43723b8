// Node cannot tell these names from the text, as with many bundles.
module.exports = Object.assign({}, { hidden: 7 });
