#include "CLibCSV.h"
